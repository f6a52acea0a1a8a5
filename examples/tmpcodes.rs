fn main() {
    for a in std::env::args().skip(1) {
        println!(
            "{:?}\n  {:?}",
            sar_decode::recognise::explain::codes(&a),
            sar_decode::recognise::explain::scale(&a)
        );
    }
}

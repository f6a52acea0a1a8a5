//! S03, `undisclosed-broker-product`: broker fingerprint without disclosure.

use crate::codebook::Flat;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, gather_unless_said, headings};
use crate::vocabulary::{Category, Status};

/// S03, `undisclosed-broker-product`.
#[derive(Debug)]
pub struct UndisclosedBrokerProduct;

const DOC: &str = "\
## What it finds

Values or headings that show a commercial classification whose supplier the response names nowhere. The name of the product does not count as naming the supplier.

## Why it matters

A licensed classification comes from somebody, and often data went there to be matched.

## Example

`Mosaic Type` with the value `H35`, and no word of who supplied it. With `Source: Experian`, the rule is silent.

## What to ask

Please confirm whether [product] was licensed from [supplier], when, under what lawful basis, and whether data were sent to the supplier for matching.

## Citations

UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S03"),
    name: "undisclosed-broker-product",
    title: "Broker fingerprint without disclosure",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.g"],
    ask: "Please confirm whether [product] was licensed from [supplier], when, under what lawful basis, and whether data were sent to the supplier for matching.",
    caveat: "Codes of a letter and a number collide with others, for example those of wards: the basis of the reading is printed beside the value.",
    doc: DOC,
};

impl Rule for UndisclosedBrokerProduct {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let shown: Vec<&Decoded> = profile
            .held()
            .filter(|point| shows_product(point) && !names_supplier(profile, point))
            .collect();
        let mut suppliers: Vec<&str> = shown.iter().filter_map(|point| supplier(point)).collect();
        suppliers.dedup();
        let mut done: Vec<&str> = Vec::new();
        for name in suppliers {
            if done.contains(&name) {
                continue;
            }
            done.push(name);
            let points: Vec<&Decoded> = shown
                .iter()
                .copied()
                .filter(|point| supplier(point) == Some(name))
                .collect();
            let mut products: Vec<&str> = points
                .iter()
                .filter_map(|point| point.product.as_ref())
                .map(|product| product.title.as_str())
                .collect();
            products.sort_unstable();
            products.dedup();
            let asked = META
                .ask
                .replace("[product]", &products.join(", "))
                .replace("[supplier]", name);
            findings.extend(gather_unless_said(self, profile, &points).into_iter().map(
                |finding| crate::finding::Finding {
                    ask: asked.clone(),
                    ..finding
                },
            ));
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        let mut products: Vec<&str> = points
            .iter()
            .filter_map(|point| point.product.as_ref())
            .map(|product| product.title.as_str())
            .collect();
        products.sort_unstable();
        products.dedup();
        let supplier = points
            .iter()
            .find_map(|point| supplier(point))
            .unwrap_or("its supplier");
        Some(format!(
            "The entries under {} fit the commercial classification {}, and the response does not name {supplier}, which supplies it.",
            headings(points.iter().copied()),
            products.join(", "),
        ))
    }
}

fn supplier(point: &Decoded) -> Option<&str> {
    point.product.as_ref()?.supplier.as_deref()
}

fn shows_product(point: &Decoded) -> bool {
    let read = matches!(
        point.meaning.status,
        Status::Coded | Status::Ambiguous | Status::UnlistedCode
    );
    let of_register = matches!(
        point.category,
        Category::ElectoralRegister | Category::VotingRecord | Category::Area
    );
    point.is_value() && supplier(point).is_some() && read && !of_register
}

/// Whether the response names the supplier of a data point's product, by any name that is not a
/// product's.
fn names_supplier(profile: &Profile<'_>, point: &Decoded) -> bool {
    let Some(wanted) = supplier(point) else {
        return false;
    };
    let mut companies = profile.books.signs().companies().iter();
    let known = companies.find(|company| company.vendor.name == wanted);
    let unknown: Vec<Flat>;
    let names: &[Flat] = match known {
        Some(company) => &company.own,
        None => {
            unknown = vec![Flat::new(wanted)];
            &unknown
        }
    };
    profile.heading_names(point, names) || profile.names_one(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Product;
    use crate::rules::testing::Case;

    fn segment(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.meaning.status = Status::Coded;
        point.category = Category::Segment;
        point.product = Some(Product {
            title: "Mosaic UK type".to_owned(),
            supplier: Some("Experian".to_owned()),
        });
    }

    #[test]
    fn a_product_without_its_supplier_is_found() {
        let mut case = Case::new();
        case.add("Mosaic Type", "H35", segment);
        case.say("We use Mosaic to group households.");
        let found = case.run("S03");
        assert!(found.iter().any(|f| f.message.contains("Experian")));
        case.say("Mosaic is supplied by Experian Ltd.");
        assert!(case.run("S03").is_empty());
    }

    #[test]
    fn a_letter_that_was_not_read_may_name_the_supplier() {
        let mut case = Case::new();
        case.add("Mosaic Type", "H35", segment);
        let mut letter = case.document.parts.first().cloned().expect("a part");
        letter.path = "letter.pdf".to_owned();
        letter.read = crate::document::ReadState::Not;
        case.document.parts.push(letter);
        let found = case.run("S03");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::Question]
        );
    }

    #[test]
    fn a_field_of_the_register_is_no_product() {
        let mut case = Case::new();
        case.add("Polling district", "A01", |point, known| {
            segment(point, known);
            point.category = Category::ElectoralRegister;
        });
        assert!(case.run("S03").is_empty());
    }
}

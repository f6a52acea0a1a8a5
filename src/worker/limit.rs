//! The limits of a worker process, where the system has such.

/// What the allocator of the program reads when a worker starts: it asks the system for memory as it needs it.
/// Where it reserves a gigabyte ahead, a limit of memory does not count what is used of that.
pub const AS_NEEDED: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "0");

/// Limits the memory of this process, and keeps it from leaving its memory on the disk.
#[cfg(unix)]
pub fn memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // A system that refuses leaves the limit of time and the process itself as a fence.
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    let maximum = getrlimit(Resource::As).maximum;
    let current = Some(maximum.map_or(bytes, |most| most.min(bytes)));
    let _ = setrlimit(Resource::As, Rlimit { current, maximum });
}

/// Has the system end this process with the thread that started it, so that one which never comes to
/// an end does not outlive a program that was killed.
#[cfg(target_os = "linux")]
pub fn end_with_starter() {
    use rustix::process::{Signal, set_parent_process_death_signal};
    // A system that refuses leaves the end of the input, which is seen between two cases.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
}

/// On other systems it ends when its input does, between two cases.
#[cfg(not(target_os = "linux"))]
pub fn end_with_starter() {}

/// Gives this process so many more seconds of the processor.
#[cfg(unix)]
pub(super) fn processor(seconds: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let until = u64::try_from(used)
        .unwrap_or(0)
        .saturating_add(seconds.max(1))
        .saturating_add(1);
    let maximum = getrlimit(Resource::Cpu).maximum;
    let current = Some(maximum.map_or(until, |most| most.min(until)));
    let _ = setrlimit(Resource::Cpu, Rlimit { current, maximum });
}

/// Other systems have the limit of time alone.
#[cfg(not(unix))]
pub fn memory(_bytes: u64) {}

/// Other systems have the limit of time alone.
#[cfg(not(unix))]
pub(super) fn processor(_seconds: u64) {}

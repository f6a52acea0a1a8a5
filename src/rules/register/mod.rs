//! Register: what comes from the electoral register, and how it is used.

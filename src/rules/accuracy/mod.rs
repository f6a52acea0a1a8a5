//! Accuracy: facts and predictions that do not hold.

//! Missing information: items that the response does not give.

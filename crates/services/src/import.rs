//! A folder comes in.

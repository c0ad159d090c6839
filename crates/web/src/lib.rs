//! Pages and, later, the API.

//! The roles that authors may give to elements (ARIA in HTML, section 4).

class AtOptions {}

package io.podpath.lint;

import io.podpath.model.Cidr;

/**
 * A range of addresses that somebody else uses.
 *
 * @param range the addresses
 * @param owner whose they are, in words
 */
record NamedRange(Cidr range, String owner) {}

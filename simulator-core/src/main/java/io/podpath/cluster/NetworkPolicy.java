package io.podpath.cluster;

/**
 * A NetworkPolicy, read but not evaluated yet: a flow whose end it selects stops as NOT_MODELLED.
 *
 * @param name namespace and name
 * @param podSelector the pods it selects in its namespace
 * @param ingress whether it isolates them for traffic coming in
 * @param egress whether it isolates them for traffic going out
 */
public record NetworkPolicy(NamespacedName name, LabelSelector podSelector, boolean ingress, boolean egress) {}

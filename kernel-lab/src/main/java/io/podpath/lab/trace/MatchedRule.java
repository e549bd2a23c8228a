package io.podpath.lab.trace;

/**
 * A rule the kernel matched.
 *
 * @param table the table: {@code nat} for one of iptables or ip6tables, {@code ip kube-proxy} for others
 * @param chain the chain
 * @param number the rule's number in the chain, from 1; 0 if the rule is not in the listing
 * @param text the rule as nft lists it
 * @param verdict what the tracer says it decided: {@code accept}, {@code drop}, {@code jump X}, {@code continue}, ...
 */
public record MatchedRule(String table, String chain, int number, String text, String verdict) {

    /** As podpath names its rules: {@code nat KUBE-SERVICES 3}. */
    public String where() {
        return table + " " + chain + " " + number;
    }

    @Override
    public String toString() {
        return where() + " (" + verdict + ")";
    }
}

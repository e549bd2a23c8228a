package io.podpath.trace;

/** What connection tracking and NAT do to packets. */
public enum ConntrackReason implements Reason {
    /** The packet fits no connection and a rule drops such packets. */
    CT_INVALID_DROPPED(
            "the packet fits no connection and a rule drops such packets",
            "Connection tracking calls a packet INVALID when it belongs to no known connection and cannot open one. kube-proxy drops these so that they do not reach the client untranslated.",
            "Find the asymmetric path: the reply has to pass the node that translated the request.",
            "Linux nf_conntrack; kube-proxy chain KUBE-FORWARD"),
    /** The connection table is full. */
    CT_TABLE_FULL(
            "the connection table is full",
            "A new connection needs an entry; with the table at nf_conntrack_max the kernel drops the packet that would open it.",
            "Raise nf_conntrack_max or shorten timeouts.",
            "Linux nf_conntrack sysctl documentation"),
    /** No free source port is left for the translation. */
    CT_NO_PORT(
            "no free source port is left for the translation",
            "Every reply tuple must be unique. When all candidate ports towards one destination are taken, the kernel drops the packet without an error.",
            "Spread the load over more destinations or nodes.",
            "Linux net/netfilter/nf_nat_core.c"),
    /** The interface has no address to redirect to. */
    CT_NO_ADDRESS(
            "the interface has no address to redirect to",
            "REDIRECT sends a connection to the address of the interface it came in on; without one the kernel drops the packet.",
            "Translate with DNAT to an address of the host.",
            "Linux net/netfilter/nf_nat_redirect.c"),
    /** Another connection took the same tuple first. */
    CT_CLASH(
            "another connection took the same tuple first",
            "Two packets chose the same translation before either was confirmed; the later one is dropped and counted as insert_failed.",
            "Masquerade with --random-fully, and let the client retransmit.",
            "Linux net/netfilter/nf_conntrack_core.c");

    private final ReasonText text;

    ConntrackReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}

package io.podpath.trace;

/** What packet filters of a node do. */
public enum FilterReason implements Reason {
    /** An iptables rule drops the packet. */
    IPTABLES_DROP(
            "an iptables rule drops the packet",
            "A rule of the node's own rule set ended with DROP; the sender gets no answer and retransmits.",
            "Read the rule named in the step.",
            "Linux ip_tables"),
    /** An iptables rule rejects the packet. */
    IPTABLES_REJECT(
            "an iptables rule rejects the packet",
            "A rule ended with REJECT, so the sender gets an ICMP error at once.",
            "Read the rule named in the step.",
            "Linux ip_tables, target REJECT"),
    /** The policy of the chain is DROP. */
    IPTABLES_POLICY_DROP(
            "the policy of the chain is DROP",
            "No rule of the built-in chain decided, and its policy drops what is left.",
            "Add an accepting rule, or change the policy.",
            "Linux ip_tables"),
    /** AKS nodes keep pods away from the host's service address. */
    NODE_WIRESERVER_BLOCKED(
            "AKS nodes keep pods away from the host's service address",
            "Provisioning adds FORWARD rules that drop pod traffic to 168.63.129.16 on TCP 80 and 32526, because the endpoint hands out secrets of the node.",
            "Use a managed identity instead; DNS on port 53 stays open.",
            "Azure/AgentBaker, block_wireserver.sh"),
    /** The cluster restricts the metadata service to the nodes themselves. */
    NODE_IMDS_RESTRICTED(
            "the cluster restricts the metadata service to the nodes themselves",
            "With IMDS restriction a FORWARD rule of each node drops what pods send to 169.254.169.254 on TCP 80; processes of the node and host-network pods still reach it.",
            "Give the pod an identity by Microsoft Entra Workload ID, or turn enableImdsRestriction off.",
            "Azure/AgentBaker, ensure_imds_restriction.sh");

    private final ReasonText text;

    FilterReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}

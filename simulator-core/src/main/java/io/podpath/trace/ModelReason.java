package io.podpath.trace;

/** Where podpath itself does not know. */
public enum ModelReason implements Reason {
    /** A NetworkPolicy selects an end of this flow and policies are not enforced yet. */
    MODEL_NETWORK_POLICY(
            "a NetworkPolicy selects an end of this flow and policies are not enforced yet",
            "podpath reads policies but does not evaluate them in this version, so it does not guess.",
            "Remove the policy from the scenario to see the path without it.",
            "podpath"),
    /** A proxy that podpath does not know would handle this request. */
    MODEL_INGRESS(
            "a proxy that podpath does not know would handle this request",
            "podpath knows the rules of NGINX, Application Gateway, Application Gateway for Containers and Istio's gateways; Ingresses and Gateways of other classes are read, but who serves them and how is not known.",
            "Probe the Service or the pod behind it, or name a class that podpath knows.",
            "podpath"),
    /** This networking model is not modelled. */
    MODEL_NETWORK_MODEL(
            "this networking model is not modelled",
            "The cluster asks for a plugin, data plane or option whose packet path podpath does not know.",
            "Compare with a model that podpath lists as supported.",
            "podpath"),
    /** Whether a route may lead to a frontend without a rule for all ports is not known. */
    MODEL_NEXT_HOP_RULE(
            "whether a route may lead to a frontend without a rule for all ports is not known",
            "Azure describes load balancers as next hop of routes together with rules for high availability ports; what happens to such a packet at any other rule is not published.",
            "Give the load balancer a rule for all ports: protocol All, frontendPort 0, backendPort 0.",
            "Azure docs, High availability ports overview"),
    /** A security rule names a service tag whose contents are not known. */
    MODEL_SERVICE_TAG(
            "a security rule names a service tag whose contents are not known",
            "Apart from VirtualNetwork, AzureLoadBalancer and Internet, service tags stand for lists of addresses that Azure changes every week; podpath does not guess whether an address is on one.",
            "Give the contents under azure.serviceTags, or read the list Microsoft publishes with azure.from.",
            "Azure docs, Virtual network service tags"),
    /** Whether the host answers an address that is not the machine's is not known. */
    MODEL_PLATFORM_SOURCE(
            "whether the host answers an address that is not the machine's is not known",
            "Pods of a pod subnet keep their address towards 168.63.129.16 on every port but 53, and nothing published"
                    + " says what the host does with such a packet.",
            "Use port 53, which is translated to the address of the node, or ask from the node.",
            "Azure/azure-container-networking cns/restserver/internalapi_linux.go"),
    /** Link-local and multicast addresses of IPv6 are not walked. */
    MODEL_IPV6(
            "link-local and multicast addresses of IPv6 are not walked",
            "They are good for one link. podpath has the links, but neither neighbour discovery nor the link-local address"
                    + " that every interface has.",
            "Probe the global or unique local address of the same destination.",
            "RFC 4291 sections 2.5.6 and 2.7; RFC 4861"),
    /** A rule asks for something that podpath does not know. */
    MODEL_RULE(
            "a rule asks for something that podpath does not know",
            "The packet fits everything else of the rule, so this part decides; guessing it would make up the rest of the walk.",
            "Give what is missing (a set with --ipset, a mark with --mark), or walk a packet that does not reach the rule.",
            "podpath");

    private final ReasonText text;

    ModelReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}

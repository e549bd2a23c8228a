package io.podpath.trace;

/** Where podpath itself does not know. */
public enum ModelReason implements Reason {
    /** A NetworkPolicy selects an end of this flow and policies are not enforced yet. */
    MODEL_NETWORK_POLICY(
            "a NetworkPolicy selects an end of this flow and policies are not enforced yet",
            "podpath reads policies but does not evaluate them in this version, so it does not guess.",
            "Remove the policy from the scenario to see the path without it.",
            "podpath"),
    /** An Ingress or layer-7 proxy would handle this flow. */
    MODEL_INGRESS(
            "an Ingress or layer-7 proxy would handle this flow",
            "podpath reads Ingress objects but does not walk through proxies in this version.",
            "Probe the Service or the pod behind the Ingress.",
            "podpath"),
    /** This networking model is not modelled. */
    MODEL_NETWORK_MODEL(
            "this networking model is not modelled",
            "The cluster asks for a plugin, data plane or option whose packet path podpath does not know.",
            "Compare with a model that podpath lists as supported.",
            "podpath"),
    /** The way to this address leads through Azure parts that are not modelled. */
    MODEL_PEER_PATH(
            "the way to this address leads through Azure parts that are not modelled",
            "Firewalls, NAT gateways and appliances behind a load balancer are read but not walked in this version.",
            "Probe a destination inside the virtual network or on the internet.",
            "podpath"),
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

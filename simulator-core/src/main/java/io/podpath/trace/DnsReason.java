package io.podpath.trace;

/** What becomes of a name before anything is sent to its address. */
public enum DnsReason implements Reason {
    /** No name server knows the name. */
    DNS_NO_SUCH_NAME(
            "no name server knows the name",
            "The resolver tried every suffix of its search list and the name itself, and each time the answer was that there is no such name.",
            "Check the spelling, the namespace, and that the private zone is linked to the virtual network of the nodes.",
            "RFC 2308; resolv.conf(5)"),
    /** No name server answered. */
    DNS_NO_ANSWER(
            "no name server answered",
            "The query or its answer was lost on the way, so the program waited and gave up without knowing an address. To the user this looks like a network that is down.",
            "Follow the lookup's own walk to the rule or route that lost it.",
            "resolv.conf(5), options timeout and attempts"),
    /** A name server failed on the name. */
    DNS_SERVER_FAILURE(
            "a name server could not answer",
            "The last answer was SERVFAIL: no plugin of the server block had an answer, or a hosts plugin without fallthrough did not know the name.",
            "Give the block a forward, or its hosts plugin the line fallthrough.",
            "CoreDNS plugin/hosts/hosts.go; plugin/plugin.go NextOrFailure"),
    /** A plugin that is not read decides about the name. */
    DNS_PLUGIN_NOT_READ(
            "a plugin of CoreDNS that podpath does not read decides about the name",
            "A server block of the ConfigMap coredns-custom holds a plugin whose answers podpath does not compute, so it does not guess.",
            "Probe the address, or leave the plugin out to see the rest of the path.",
            "podpath"),
    /** The scenario does not say what this public name stands for. */
    DNS_NAME_NOT_DECLARED(
            "the scenario does not say what this public name stands for",
            "The query reached a server that would know, but podpath has no access to the public DNS and does not guess addresses.",
            "Declare the name under azure.publicDns, or probe the address.",
            "podpath");

    private final ReasonText text;

    DnsReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}

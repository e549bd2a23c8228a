package io.podpath.trace;

/** What happens at the very end of the path. */
public enum SocketReason implements Reason {
    /** Nothing listens on this port. */
    SOCKET_CLOSED(
            "nothing listens on this port",
            "The host answers a TCP segment with a reset and a UDP datagram with ICMP port unreachable.",
            "Check the target port of the Service and the port the process listens on.",
            "RFC 9293 section 3.10.7.1; RFC 1122 section 4.1.3.1"),
    /** The socket got a packet of no connection it knows. */
    SOCKET_UNEXPECTED(
            "the socket got a packet of no connection it knows",
            "For example a reply from another address than the one the client had called; the client answers with a reset.",
            "Find where the translation was not undone.",
            "RFC 9293 section 3.10.7"),
    /** The packet left for the internet. */
    LEFT_FOR_INTERNET(
            "the packet left for the internet",
            "The destination is a public address outside the scenario.",
            "Declare the host under azure.internet to see the reply.",
            "podpath");

    private final ReasonText text;

    SocketReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}

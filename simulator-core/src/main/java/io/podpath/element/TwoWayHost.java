package io.podpath.element;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A host with two routing tables: its own, and another one for the answers to connections that came in by one interface,
 * which its kernel marks.
 *
 * <pre>
 * mangle PREROUTING  -i eth0 -j MARK --set-xmark 0x2222; -j CONNMARK --save-mark
 * mangle OUTPUT      -m connmark --mark 0x2222 -j CONNMARK --restore-mark
 * ip rule            from all fwmark 0x2222 lookup 8738
 * </pre>
 *
 * <p><i>Models:</i> what these rules come to for one host's own connections. <i>Does not model:</i> the rules one by one.
 *
 * <p><i>Source:</i> Azure/kube-egress-gateway {@code pkg/cni/routes/routes.go}, addRoutingForIngress; fact SEG-INGRESS.
 */
public final class TwoWayHost implements Host {

    private final Host usual;
    private final Host forAnswers;
    private final String markedInterface;
    private final Set<FiveTuple> marked = new HashSet<>();

    /**
     * A host.
     *
     * @param usual the host with its own routes; it receives everything
     * @param forAnswers the same host with the other table; it only sends
     * @param markedInterface where connections come in whose answers use the other table
     */
    public TwoWayHost(Host usual, Host forAnswers, String markedInterface) {
        this.usual = usual;
        this.forAnswers = forAnswers;
        this.markedInterface = markedInterface;
    }

    @Override
    public Optional<IpAddress> selectSource(IpAddress destination) {
        return usual.selectSource(destination);
    }

    @Override
    public void open(FiveTuple opening) {
        usual.open(opening);
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        if (context.inInterface().equals(markedInterface)) {
            marked.add(packet.tuple());
        }
        boolean isAnswer = context.inInterface().equals(ElementContext.LOCAL)
                && marked.contains(packet.tuple().reply());
        return (isAnswer ? forAnswers : usual).process(packet, context);
    }
}

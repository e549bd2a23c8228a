package io.podpath.ipvs;

import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.Interception;
import io.podpath.netfilter.Interceptor;
import io.podpath.netfilter.MatchContext;
import io.podpath.trace.RuleReference;
import io.podpath.trace.ServiceReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;

/**
 * IPVS at one of its places in the hooks: see {@link Ipvs}.
 *
 * @param config the virtual servers
 * @param hook where
 * @param priority when
 * @param direction what it looks for
 */
record IpvsHook(IpvsConfig config, Hook hook, int priority, Direction direction) implements Interceptor {

    /** What a hook function looks for. */
    enum Direction {
        /** Packets from clients to virtual servers. */
        REQUEST,
        /** Packets from real servers to clients. */
        ANSWER
    }

    @Override
    public Interception intercept(Packet packet, MatchContext context) {
        Director director = IpvsMemory.director(context, config);
        if (direction == Direction.ANSWER) {
            return director.answer(packet, context.nowNanos())
                    .<Interception>map(restored -> new Interception.Restored(
                            restored,
                            () -> Step.of(StepKind.UN_NAT, "IPVS puts the virtual address back", packet)
                                    .changedTo(restored)))
                    .orElse(Interception.Ignored.INSTANCE);
        }
        Decision decision = director.request(packet, context.nowNanos(), context.choices());
        if (decision instanceof Decision.Forwarded forwarded) {
            return new Interception.Redirected(forwarded.packet(), () -> step(packet, forwarded));
        }
        if (decision instanceof Decision.NobodyThere nobody) {
            return refuse(packet, nobody.server());
        }
        return Interception.Ignored.INSTANCE;
    }

    private static Interception refuse(Packet packet, VirtualServer server) {
        RuleReference by = new RuleReference("IPVS " + server, "no real server");
        String detail = "Service " + server.label() + " has no endpoints; IPVS answers with ICMP "
                + IcmpError.Kind.PORT_UNREACHABLE.text(packet.family());
        return new Interception.Refused(IcmpError.Kind.PORT_UNREACHABLE, by, ServiceReason.SVC_NO_ENDPOINTS, detail);
    }

    private static Step step(Packet before, Decision.Forwarded forwarded) {
        if (forwarded.basis() == Decision.Basis.KNOWN) {
            return Step.of(StepKind.DNAT, "IPVS knows the connection", before).changedTo(forwarded.packet());
        }
        VirtualServer server = forwarded.connection().virtual();
        boolean kept = forwarded.basis() == Decision.Basis.PERSISTENT;
        String how = server.scheduler().label() + " among " + server.countAvailable() + " real servers";
        String action = "Service " + server.label() + (kept ? " keeps the client's endpoint" : " chooses an endpoint");
        Step step = Step.of(StepKind.SERVICE_DNAT, action, before)
                .changedTo(forwarded.packet())
                .by(new RuleReference("IPVS " + server, kept ? "persistence template of the client" : how));
        return server.isPersistent() ? step.withFact("persistent " + server.persistenceSeconds() + " s") : step;
    }
}

package io.podpath.netfilter;

import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import java.util.function.Supplier;

/** What an {@link Interceptor} does with a packet. Steps are only made if somebody reads them. */
public sealed interface Interception {

    /** Nothing. */
    record Ignored() implements Interception {

        /** The only one needed. */
        public static final Ignored INSTANCE = new Ignored();
    }

    /**
     * The packet gets another destination. Connection tracking is told, so that it knows the answers
     * ({@code net.ipv4.vs.conntrack}).
     *
     * @param packet with the new destination
     * @param step what was decided
     */
    record Redirected(Packet packet, Supplier<Step> step) implements Interception {}

    /**
     * An answer gets the source its receiver knows.
     *
     * @param packet with the known source
     * @param step what was decided
     */
    record Restored(Packet packet, Supplier<Step> step) implements Interception {}

    /**
     * The packet is gone and its sender is told.
     *
     * @param error by which message
     * @param by who decided
     * @param reason the code
     * @param detail the words for this very case
     */
    record Refused(IcmpError.Kind error, RuleReference by, Reason reason, String detail) implements Interception {}
}

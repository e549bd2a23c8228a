package io.podpath.element;

import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;

/** What an element does with a packet. */
public sealed interface Verdict {

    /** Handles each kind of verdict; the compiler finds the missing case. */
    <T> T fold(Cases<T> cases);

    /**
     * The packet goes on.
     *
     * @param packet the packet as it leaves
     * @param outInterface the interface of this element it leaves by
     * @param delayNanos time spent inside the element
     */
    record Forward(Packet packet, String outInterface, long delayNanos) implements Verdict {

        /** Goes on at once. */
        public Forward(Packet packet, String outInterface) {
            this(packet, outInterface, 0);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.forward(this);
        }
    }

    /**
     * A process of the element gets the packet.
     *
     * @param packet the packet as the socket sees it
     * @param socket who gets it, for example {@code pod/shop/web:8080}
     */
    record Deliver(Packet packet, String socket) implements Verdict {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.deliver(this);
        }
    }

    /**
     * The packet is gone and its sender is told.
     *
     * @param answer the ICMP error or TCP reset, which this element sends next
     * @param end how the packet ended
     */
    record Reply(Packet answer, Drop end) implements Verdict {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.reply(this);
        }
    }

    /**
     * The packet is gone.
     *
     * @param packet the packet as it was when it ended
     * @param disposition the kind of end
     * @param reason the code
     * @param detail the words for this very case
     */
    record Drop(Packet packet, Disposition disposition, Reason reason, String detail) implements Verdict {

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.drop(this);
        }
    }

    /** One method for each kind of verdict. */
    interface Cases<T> {
        T forward(Forward forward);

        T deliver(Deliver deliver);

        T reply(Reply reply);

        T drop(Drop drop);
    }
}

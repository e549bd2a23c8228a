package io.podpath.lab.router;

import java.util.List;
import java.util.Optional;

/**
 * One rule set and some packets, run on the kernel and in podpath.
 *
 * @param rules the router's rules
 * @param packets what the hosts do, in order
 */
record RouterTrial(RouterRules rules, List<LabPacket> packets) {

    /**
     * What came of a trial.
     *
     * @param packets how many packets the router handled
     * @param difference the first difference between the two, if there is one
     */
    record Outcome(int packets, Optional<String> difference) {}

    RouterTrial {
        packets = List.copyOf(packets);
    }

    /** Runs it. */
    Outcome run(RouterLab lab) {
        RouterPair routers = new RouterPair(lab, rules);
        for (LabPacket packet : packets) {
            Optional<String> difference = routers.send(packet);
            if (difference.isPresent()) {
                return new Outcome(routers.countPackets(), difference);
            }
        }
        return new Outcome(routers.countPackets(), routers.compareConnections());
    }
}

package io.podpath;

import io.podpath.trace.*;
import org.junit.jupiter.api.Test;

class SmokeTest {
    static void print(Flow flow) {
        System.out.println("== " + flow.opening() + " => " + flow.outcome() + " rtt=" + flow.findRoundTripNanos());
        print(flow.forward());
        flow.findReply().ifPresent(SmokeTest::print);
        for (PacketEvent e : flow.conversation())
            System.out.println("   " + e.direction() + " " + e.label() + " "
                    + e.end().disposition() + " " + e.end().detail());
    }

    static void print(Trace t) {
        System.out.println(" -- " + t.direction() + " " + t.disposition() + " " + t.end());
        for (Hop h : t.hops()) {
            System.out.println("  " + h.element() + " in " + h.inInterface() + " @" + h.arrivalNanos());
            for (Step s : h.steps())
                System.out.println("     " + s.kind().label() + ": " + s.action() + " | " + s.before()
                        + (s.before().equals(s.after()) ? "" : " => " + s.after()) + " by "
                        + s.findMatchedRule().map(Object::toString).orElse("-") + " facts "
                        + s.facts().size() + " considered " + s.considered());
        }
    }

    @Test
    void smoke() {
        for (TestNetwork.Model m : TestNetwork.Model.values()) {
            System.out.println("######## " + m);
            TestNetwork n = TestNetwork.of(m)
                    .pod("client @ node-0")
                    .pod("web-1 @ node-1 : 8080")
                    .pod("web-2 @ node-0 : 8080")
                    .service(
                            "web:80 -> web:8080",
                            TestNetwork.exposed(
                                    io.podpath.cluster.ServiceType.LOAD_BALANCER,
                                    io.podpath.cluster.TrafficPolicy.CLUSTER))
                    .service("none:80 -> nothing:1");
            print(n.send("pod/client -> service/web:80"));
            print(n.send("pod/client -> service/none:80"));
            print(n.send("internet/client -> service/web:80"));
            print(n.send("pod/client -> internet/server:443"));
            for (WeightedFlow w : n.sendAll("internet/client -> service/web:80"))
                System.out.println(w.probability() + " " + w.choices() + " "
                        + w.flow().outcome() + " " + w.flow().forward().last());
        }
    }
}

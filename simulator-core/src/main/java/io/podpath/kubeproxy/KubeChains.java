package io.podpath.kubeproxy;

import io.podpath.model.Cidr;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Target;

/** The chains every kube-proxy has, by name. */
final class KubeChains {

    static final String SERVICES = "KUBE-SERVICES";
    static final String EXTERNAL_SERVICES = "KUBE-EXTERNAL-SERVICES";
    static final String NODE_PORTS = "KUBE-NODEPORTS";
    static final String POSTROUTING = "KUBE-POSTROUTING";
    static final String MARK_MASQ = "KUBE-MARK-MASQ";
    static final String FORWARD = "KUBE-FORWARD";
    static final String PROXY_FIREWALL = "KUBE-PROXY-FIREWALL";
    static final String FIREWALL = "KUBE-FIREWALL";
    static final String CANARY = "KUBE-PROXY-CANARY";

    static final Cidr IPV4_LOOPBACK = Cidr.parse("127.0.0.0/8");
    static final Cidr IPV6_LOOPBACK = Cidr.parse("::1/128");

    private KubeChains() {}

    /** Marks everything for masquerading. */
    static Rule markAll(String comment) {
        return Rule.of(jump(MARK_MASQ), new CommentMatch(comment));
    }

    static Target jump(String chain) {
        return new Target.Jump(chain);
    }
}

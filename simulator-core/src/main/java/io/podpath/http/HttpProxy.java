package io.podpath.http;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A program that forwards requests.
 *
 * @param kind which
 * @param routes its rules
 * @param sources the addresses it opens connections from, each equally likely; empty to let routes decide
 */
public record HttpProxy(ProxyKind kind, HttpRoutes routes, List<IpAddress> sources) {

    public HttpProxy {
        sources = List.copyOf(sources);
    }

    /**
     * A proxy that is no pod.
     *
     * @param element where it is
     * @param kind which
     * @param sources the addresses it opens connections from
     */
    public record Outside(String element, ProxyKind kind, List<IpAddress> sources) {

        public Outside {
            sources = List.copyOf(sources);
        }
    }
}

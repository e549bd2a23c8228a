package io.podpath.dns;

import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.List;

/** What a name server does with a question. */
public sealed interface Decision {

    /**
     * It knows.
     *
     * @param answer the answer
     */
    record Answers(DnsAnswer answer) implements Decision {}

    /**
     * It asks another server first.
     *
     * @param question what it asks for
     * @param servers whom it may ask, each equally likely
     * @param protocol over UDP or TCP
     */
    record AsksOn(DnsQuestion question, List<TransportAddress> servers, Protocol protocol) implements Decision {

        public AsksOn {
            servers = List.copyOf(servers);
        }
    }
}

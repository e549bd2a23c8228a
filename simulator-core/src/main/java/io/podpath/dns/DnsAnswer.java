package io.podpath.dns;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.stream.Collectors;

/** What a name server says to the question for the address of a name. */
public sealed interface DnsAnswer {

    /** Who knows it, in words: a zone, a rule. */
    String by();

    /** The answer in a word or two. */
    String text();

    /**
     * The name has addresses.
     *
     * @param by who knows it
     * @param addresses in the order given
     */
    record Addresses(String by, List<IpAddress> addresses) implements DnsAnswer {

        public Addresses {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String text() {
            return addresses.isEmpty()
                    ? "no address"
                    : addresses.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * The name stands for another one (CNAME).
     *
     * @param by who knows it
     * @param target the other name
     */
    record Alias(String by, String target) implements DnsAnswer {

        @Override
        public String text() {
            return "CNAME " + target;
        }
    }

    /**
     * There is no such name (NXDOMAIN).
     *
     * @param by who knows it
     */
    record NoSuchName(String by) implements DnsAnswer {

        @Override
        public String text() {
            return "NXDOMAIN";
        }
    }

    /**
     * A name of the public internet that nobody declared: podpath cannot know.
     *
     * @param by who would know it
     */
    record Unknown(String by) implements DnsAnswer {

        @Override
        public String text() {
            return "unknown";
        }
    }

    /**
     * The server cannot answer (SERVFAIL).
     *
     * @param by who fails, and at what
     */
    record Failed(String by) implements DnsAnswer {

        @Override
        public String text() {
            return "SERVFAIL";
        }
    }

    /**
     * The answer depends on something podpath does not read.
     *
     * @param by what that is
     */
    record NotModelled(String by) implements DnsAnswer {

        @Override
        public String text() {
            return "not modelled";
        }
    }
}

package io.podpath;

import io.podpath.model.Protocol;

/**
 * A connection to try.
 *
 * @param name what it is called in reports
 * @param from who opens it
 * @param to who should answer
 * @param protocol TCP, UDP or ICMP
 */
public record Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol) {}

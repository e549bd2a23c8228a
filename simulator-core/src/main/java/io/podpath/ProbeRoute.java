package io.podpath;

import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import org.jspecify.annotations.Nullable;

/**
 * A probe with its names resolved.
 *
 * @param fromElement the element whose process opens the connection
 * @param fixedSource the address it sends from, or none to let its routes decide
 * @param destination where it sends to
 */
record ProbeRoute(String fromElement, @Nullable IpAddress fixedSource, TransportAddress destination) {}

package io.podpath;

import io.podpath.trace.Flow;
import io.podpath.trace.Trace;

/** podpath's own assertions. */
public final class PodpathAssertions {

    private PodpathAssertions() {}

    /** About a connection. */
    public static FlowAssert assertThat(Flow actual) {
        return new FlowAssert(actual);
    }

    /** About the walk of one packet. */
    public static TraceAssert assertThat(Trace actual) {
        return new TraceAssert(actual);
    }
}

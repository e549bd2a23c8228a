package io.podpath;

import java.util.List;

/** A probe names something that does not exist, or that has no address or port to use. */
public final class UnknownEndpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient EndpointReference reference;
    private final transient List<String> candidates;

    /**
     * @param reference the end that cannot be resolved
     * @param problem what is missing
     * @param candidates names that do exist, for a suggestion
     */
    public UnknownEndpointException(EndpointReference reference, String problem, List<String> candidates) {
        super(problem);
        this.reference = reference;
        this.candidates = List.copyOf(candidates);
    }

    /** The end that cannot be resolved. */
    public EndpointReference reference() {
        return reference;
    }

    /** Names that do exist. */
    public List<String> candidates() {
        return candidates;
    }
}

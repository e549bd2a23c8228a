package io.podpath.scenario.load;

/** Turns a resource of one type, as Azure prints it, into what a person could have written under {@code azure:}. */
@FunctionalInterface
interface ResourceDecoder {

    /** Adds what stands for the resource. */
    void decode(ResourceView resource, Decoding decoding);
}

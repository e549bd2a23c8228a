package io.podpath.engine;

import io.podpath.trace.Trace;

/**
 * The program behind a listening socket, as far as it decides when a request is answered: a name server asks another
 * one first, a proxy opens a second connection.
 */
@FunctionalInterface
public interface Program {

    /** One that needs nobody else. */
    Program PROMPT = (request, answer) -> answer.run();

    /**
     * Takes a request that was delivered.
     *
     * @param request the walk of the packet that carried it; its end names the element and the socket
     * @param answer sends the answer when it is run, which may be later or never
     */
    void serve(Trace request, Runnable answer);
}

package io.podpath.netfilter;

/** Something the kernel runs at a hook: a function that decides about packets, or one that sends them elsewhere. */
public sealed interface HookRegistration permits HookFunction, Interceptor {

    /** Where it runs. */
    Hook hook();

    /** When: the lowest number first. */
    int priority();
}

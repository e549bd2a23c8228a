package io.podpath.netfilter;

import io.podpath.element.Verdict;
import org.jspecify.annotations.Nullable;

/** One step of a hook, in its place by priority: a filtering function, connection tracking, all of nat, or confirming. */
interface HookStage {

    /** Handles the traversal's packet; a verdict ends it. */
    @Nullable
    Verdict run(Traversal traversal);
}

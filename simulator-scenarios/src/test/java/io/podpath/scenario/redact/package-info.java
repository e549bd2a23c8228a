/** Redaction keeps what packets need and nothing else. */
@NullMarked
package io.podpath.scenario.redact;

import org.jspecify.annotations.NullMarked;

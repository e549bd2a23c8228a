/**
 * Turns results into text and JSON.
 *
 * <pre>
 * RunResult --RunText--> headline, WalkText (request), ReplyText, FailureText, ConversationText
 *           --CompareText--> networking models side by side
 *           --JsonReport--> the result contract, schema/result.schema.json
 * </pre>
 *
 * <p>Plain ASCII within 100 columns; colour only marks what the words say already. May use {@code run} and {@code load}.
 */
@NullMarked
package io.podpath.scenario.report;

import org.jspecify.annotations.NullMarked;

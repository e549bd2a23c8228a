/**
 * Copies of a cluster's folder that can be shown to others: names, ids and addresses replaced alike everywhere, so that the
 * copy behaves as the original does, and nothing else but what stands on a list.
 *
 * <pre>
 * FolderRedaction -> JsonRedactor -> RedactionFields (what goes through, and as what)
 *                                 -> AddressMapping, NameMapping -> RedactionKey
 * </pre>
 *
 * <p>Uses addresses, and knows the files of such a folder.
 */
@NullMarked
package io.podpath.scenario.redact;

import org.jspecify.annotations.NullMarked;

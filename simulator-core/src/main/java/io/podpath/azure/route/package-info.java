/**
 * Which route decides for a packet that leaves a subnet: system, learned and user-defined routes, and their precedence.
 */
@NullMarked
package io.podpath.azure.route;

import org.jspecify.annotations.NullMarked;

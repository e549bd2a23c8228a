/**
 * Network security groups: rules, service tags, the decision with what was considered, and flow records.
 */
@NullMarked
package io.podpath.azure.security;

import org.jspecify.annotations.NullMarked;

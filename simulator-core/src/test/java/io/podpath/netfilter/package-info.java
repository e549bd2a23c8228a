/** Tests of one namespace: rules, connections, translation, routing. */
@org.jspecify.annotations.NullMarked
package io.podpath.netfilter;

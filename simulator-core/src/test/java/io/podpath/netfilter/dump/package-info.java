@org.jspecify.annotations.NullMarked
package io.podpath.netfilter.dump;

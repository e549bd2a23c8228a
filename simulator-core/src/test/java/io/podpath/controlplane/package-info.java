@org.jspecify.annotations.NullMarked
package io.podpath.controlplane;

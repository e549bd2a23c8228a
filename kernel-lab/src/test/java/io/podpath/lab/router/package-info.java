@org.jspecify.annotations.NullMarked
package io.podpath.lab.router;

@NullMarked
package dev.wardstream.client;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.wardstream.cli.account;

import org.jspecify.annotations.NullMarked;

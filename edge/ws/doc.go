// Package ws serves rooms over WebSocket: text frames of events, answers and signals down, commands up. Each connection
// has one goroutine, which reads; what is written is the business of fanout. Commands of one connection are carried
// out one after another, in order.
package ws

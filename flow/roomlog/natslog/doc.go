// Package natslog keeps rooms' logs in NATS JetStream, in a server embedded in this process and spoken to without a socket:
// one stream for the logs (subject `room.<shard>.<id>`), one for the snapshots (`snap.<id>`, two of each). It is the only
// package that knows of NATS.
//
// cmd opens one Log and closes it after the rooms have ended; its methods may be called from any goroutine. What an
// acknowledgement promises is the configured Durability; order, refusal and the rest are promised by roomlog.Log.
//
// The folder carries the version of its format. A folder of a newer version, one in use by another process, and one with
// damaged files are refused with a word and left as they are: the embedded server would cut a damaged file off at the damage
// and go on, so Open reads all message files before it starts.
package natslog

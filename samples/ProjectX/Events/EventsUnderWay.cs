using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ProjectX;

/// <summary>
/// Knows which events have come and are not handled yet, and tells the end of a connection only after them: the
/// client of SignalR tells it while the last ones still wait for their turn. Safe for threads.
/// </summary>
internal sealed class EventsUnderWay
{
    private readonly ConcurrentDictionary<string, int> _handlers = [];
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The connection is one of them.
    private int _count = 1;
    private Exception? _reason;

    /// <summary>Ends when the connection has, and everything that came is handled.</summary>
    public Task<Exception?> Ended => _ended.Task;

    /// <summary>The handler of an event, followed.</summary>
    public Func<object?[], Task> Follow(string name, Func<object?[], Task> handler)
    {
        _handlers.AddOrUpdate(name, 1, static (_, before) => before + 1);
        return async arguments =>
        {
            try
            {
                await handler(arguments);
            }
            finally
            {
                Leave();
            }
        };
    }

    /// <summary>The protocol of a connection, followed.</summary>
    public IHubProtocol Follow(IHubProtocol protocol) => new FollowedProtocol(protocol, this);

    /// <summary>The connection has ended: nothing comes any more.</summary>
    public void End(Exception? reason)
    {
        _reason = reason;
        Leave();
    }

    private void Came(string name) => Interlocked.Add(ref _count, _handlers.GetValueOrDefault(name));

    private void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _ended.TrySetResult(_reason);
    }

    /// <summary>Counts events where they are read from the wire.</summary>
    private sealed class FollowedProtocol(IHubProtocol protocol, EventsUnderWay events) : IHubProtocol
    {
        public string Name => protocol.Name;

        public int Version => protocol.Version;

        public TransferFormat TransferFormat => protocol.TransferFormat;

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
        {
            bool any = protocol.TryParseMessage(ref input, binder, out message);
            if (message is InvocationMessage { Target: var name })
                events.Came(name);
            return any;
        }

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => protocol.WriteMessage(message, output);

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => protocol.GetMessageBytes(message);

        public bool IsVersionSupported(int version) => protocol.IsVersionSupported(version);
    }
}

using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using ProjectX;

namespace GatewaySimulator.Tests.Client;

public sealed class EventsUnderWayTests : IInvocationBinder
{
    private readonly EventsUnderWay _events = new();

    [Fact]
    public async Task TheEndIsToldWhenWhatCameBeforeIsHandled()
    {
        var slow = new TaskCompletionSource();
        Func<object?[], Task> handler = _events.Follow("Quote", _ => slow.Task);
        Read("Quote", "Quote", "NobodyListens");
        Task first = handler([]);
        Task second = handler([]);
        var reason = new IOException("gone");
        _events.End(reason);

        Assert.False(_events.Ended.IsCompleted);
        slow.SetException(new InvalidOperationException("a handler that fails has handled it"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Same(reason, await _events.Ended.InTime());
    }

    [Fact]
    public async Task WithoutEventsItIsToldAtOnce()
    {
        _events.Follow("Quote", _ => Task.CompletedTask);
        _events.End(null);

        Assert.Null(await _events.Ended.InTime());
    }

    public Type GetReturnType(string invocationId) => typeof(object);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) => [];

    public Type GetStreamItemType(string streamId) => typeof(object);

    private void Read(params string[] targets)
    {
        IHubProtocol protocol = _events.Follow(new JsonHubProtocol());
        var wire = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(string.Concat(targets.Select(target => $$"""{"type":1,"target":"{{target}}","arguments":[]}""" + "\u001e"))));
        while (protocol.TryParseMessage(ref wire, this, out _))
        {
        }
    }
}

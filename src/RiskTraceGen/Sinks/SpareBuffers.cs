using System.Diagnostics.CodeAnalysis;

namespace RiskTraceGen;

/// <summary>Buffers of flows that are gone, for the next ones. Used by the reader thread only.</summary>
internal sealed class SpareBuffers
{
    private const int Maximum = 256;

    private readonly Stack<FlowBuffer> _buffers = new();

    public bool TryTake([NotNullWhen(true)] out FlowBuffer? buffer) => _buffers.TryPop(out buffer);

    public void Return(FlowBuffer buffer)
    {
        if (_buffers.Count < Maximum)
            _buffers.Push(buffer);
    }
}

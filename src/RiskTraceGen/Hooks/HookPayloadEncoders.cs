namespace RiskTraceGen;

/// <summary>How the library's own payloads are recorded; those of the user's are generated.</summary>
internal static class HookPayloadEncoders
{
    public static void Register(HookSet hooks)
    {
        hooks.Declare<BreachDetected, BreachDetectedEncoder>("on_breach");
        hooks.Declare<AutoFlattenStart, AutoFlattenStartEncoder>("auto_flatten_start");
        hooks.Declare<AutoFlattenComplete, AutoFlattenCompleteEncoder>("auto_flatten_complete");
        hooks.Declare<CriticalFailure, CriticalFailureEncoder>("critical_failure");
        hooks.Declare<FlowTimeout, FlowTimeoutEncoder>("flow_timeout");
        ValueEncoding.Register<HookFailure, HookFailureEncoder>();
    }

    private static void Decimal(ref RecordWriter writer, decimal? value)
    {
        if (value is { } number)
            writer.Decimal(number);
        else
            writer.Null();
    }

    private readonly struct BreachDetectedEncoder : IValueEncoder<BreachDetected>
    {
        private static readonly TracePoint Shape = TracePoint.Shape(nameof(BreachDetected), "rule", "contract_id", "value", "limit", "reason");

        public void Write(ref RecordWriter writer, BreachDetected value)
        {
            writer.Object(Shape);
            writer.String(value.Rule);
            writer.String(value.ContractId);
            Decimal(ref writer, value.Value);
            Decimal(ref writer, value.Limit);
            writer.String(value.Reason);
        }
    }

    private readonly struct AutoFlattenStartEncoder : IValueEncoder<AutoFlattenStart>
    {
        private static readonly TracePoint Shape = TracePoint.Shape(nameof(AutoFlattenStart), "account_id", "contract_id", "reason");

        public void Write(ref RecordWriter writer, AutoFlattenStart value)
        {
            writer.Object(Shape);
            writer.String(value.AccountId);
            writer.String(value.ContractId);
            writer.String(value.Reason);
        }
    }

    private readonly struct AutoFlattenCompleteEncoder : IValueEncoder<AutoFlattenComplete>
    {
        private static readonly TracePoint Shape = TracePoint.Shape(nameof(AutoFlattenComplete), "account_id", "contract_id", "success", "error");

        public void Write(ref RecordWriter writer, AutoFlattenComplete value)
        {
            writer.Object(Shape);
            writer.String(value.AccountId);
            writer.String(value.ContractId);
            writer.Boolean(value.Success);
            writer.String(value.Error);
        }
    }

    private readonly struct CriticalFailureEncoder : IValueEncoder<CriticalFailure>
    {
        private static readonly TracePoint Shape = TracePoint.Shape(nameof(CriticalFailure), "source", "message", "exception");

        public void Write(ref RecordWriter writer, CriticalFailure value)
        {
            writer.Object(Shape);
            writer.String(value.Source);
            writer.String(value.Message);
            if (value.Exception is { } exception)
                writer.Exception(exception);
            else
                writer.Null();
        }
    }

    private readonly struct HookFailureEncoder : IValueEncoder<HookFailure>
    {
        private static readonly TracePoint Shape = TracePoint.Shape(nameof(HookFailure), "hook", "handler", "kind", "reason");
        private static readonly TracePoint Kinds = TracePoint.Enum(
            nameof(HookFailureKind), (nameof(HookFailureKind.Failed), 0), (nameof(HookFailureKind.TimedOut), 1), (nameof(HookFailureKind.Skipped), 2));

        public void Write(ref RecordWriter writer, HookFailure value)
        {
            writer.Object(Shape);
            writer.String(value.Hook);
            writer.String(value.Handler);
            writer.Enum(Kinds, (long)value.Kind);
            writer.String(value.Reason);
        }
    }

    private readonly struct FlowTimeoutEncoder : IValueEncoder<FlowTimeout>
    {
        private static readonly TracePoint Shape = TracePoint.Shape(nameof(FlowTimeout), "flow_id", "flow_type", "deadline");

        public void Write(ref RecordWriter writer, FlowTimeout value)
        {
            writer.Object(Shape);
            writer.Int64(value.FlowId);
            writer.String(value.FlowType);
            writer.TimeSpan(value.Deadline);
        }
    }
}

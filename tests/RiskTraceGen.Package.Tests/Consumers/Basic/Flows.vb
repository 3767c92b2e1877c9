Public Module Flows
    Public Sub Run(tracer As RiskTraceGen.RiskTracer)
        Dim flow = tracer.StartFlow("BASIC")
        flow.Complete("DONE")
    End Sub
End Module

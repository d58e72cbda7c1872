<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open bundle…</source>
        <translation>打开模型包(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a model bundle folder</source>
        <translation>打开一个模型包文件夹</translation>
    </message>
    <message>
        <source>Open &amp;trace…</source>
        <translation>打开轨迹(&amp;T)…</translation>
    </message>
    <message>
        <source>Open a trace file to look at</source>
        <translation>打开一个轨迹文件查看</translation>
    </message>
    <message>
        <source>Export &amp;picture…</source>
        <translation>导出图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the picture as PNG, SVG or PDF</source>
        <translation>将图片保存为 PNG、SVG 或 PDF</translation>
    </message>
    <message>
        <source>Export &amp;data…</source>
        <translation>导出数据(&amp;D)…</translation>
    </message>
    <message>
        <source>Save the weights as CSV or the whole trace as JSON</source>
        <translation>将权重保存为 CSV，或将整条轨迹保存为 JSON</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>复制图片(&amp;I)</translation>
    </message>
    <message>
        <source>Copy the picture to the clipboard</source>
        <translation>将图片复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Copy translation</source>
        <translation>复制译文(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the translated text to the clipboard</source>
        <translation>将译文复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close Fovea</source>
        <translation>关闭 Fovea</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Make the last change again</source>
        <translation>重做上一次撤销的更改</translation>
    </message>
    <message>
        <source>&amp;Edit sentence</source>
        <translation>编辑句子(&amp;E)</translation>
    </message>
    <message>
        <source>Go to the sentence box</source>
        <translation>转到句子输入框</translation>
    </message>
    <message>
        <source>From &amp;0 to 1</source>
        <translation>从 0 到 1(&amp;0)</translation>
    </message>
    <message>
        <source>The colour scale goes from 0 to 1</source>
        <translation>颜色标尺固定为 0 到 1</translation>
    </message>
    <message>
        <source>To the &amp;largest weight</source>
        <translation>到最大权重(&amp;L)</translation>
    </message>
    <message>
        <source>The colour scale ends at the largest weight of the picture</source>
        <translation>颜色标尺以全图的最大权重为上限</translation>
    </message>
    <message>
        <source>Per &amp;row</source>
        <translation>逐行(&amp;R)</translation>
    </message>
    <message>
        <source>Every row has its own colour scale</source>
        <translation>每一行使用自己的颜色标尺</translation>
    </message>
    <message>
        <source>&amp;Values in the cells</source>
        <translation>在格中显示数值(&amp;V)</translation>
    </message>
    <message>
        <source>Write the weights into the cells where they fit</source>
        <translation>放得下时在格中写出权重</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Larger cells</source>
        <translation>放大格子</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Smaller cells</source>
        <translation>缩小格子</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>The whole picture in the window</source>
        <translation>在窗口中显示整幅图</translation>
    </message>
    <message>
        <source>Light or dark as the desktop is</source>
        <translation>浅色或深色，与桌面一致</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Light window</source>
        <translation>使用浅色窗口</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation>使用深色窗口</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>使用整个屏幕</translation>
    </message>
    <message>
        <source>&amp;Translate</source>
        <translation>翻译(&amp;T)</translation>
    </message>
    <message>
        <source>The translation page</source>
        <translation>转到翻译页面</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>从头开始(&amp;R)</translation>
    </message>
    <message>
        <source>Go back to before the first word</source>
        <translation>回到第一个词之前</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退一步(&amp;B)</translation>
    </message>
    <message>
        <source>Go one word back</source>
        <translation>回到前一个词</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>前进一步(&amp;S)</translation>
    </message>
    <message>
        <source>Decode one word</source>
        <translation>解码一个词</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>到末尾(&amp;E)</translation>
    </message>
    <message>
        <source>Decode to the end of the sentence</source>
        <translation>解码到句子结束</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Decode word after word</source>
        <translation>一个词接一个词地解码</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop decoding</source>
        <translation>停止解码</translation>
    </message>
    <message>
        <source>&amp;Force a word…</source>
        <translation>强制一个词(&amp;F)…</translation>
    </message>
    <message>
        <source>Type what the next words are to be</source>
        <translation>输入接下来必须生成的词</translation>
    </message>
    <message>
        <source>Pre&amp;vious trace</source>
        <translation>上一条轨迹(&amp;V)</translation>
    </message>
    <message>
        <source>The previous trace of the file</source>
        <translation>文件中的上一条轨迹</translation>
    </message>
    <message>
        <source>&amp;Next trace</source>
        <translation>下一条轨迹(&amp;N)</translation>
    </message>
    <message>
        <source>The next trace of the file</source>
        <translation>文件中的下一条轨迹</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Show what can be done with the keyboard</source>
        <translation>显示可用键盘完成的操作</translation>
    </message>
    <message>
        <source>&amp;About Fovea</source>
        <translation>关于 Fovea(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本与许可证</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>暂停播放</translation>
    </message>
    <message>
        <source>&amp;As the desktop</source>
        <translation>跟随桌面(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ColorMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Diverging (blue to orange)</source>
        <translation>发散（蓝—橙）</translation>
    </message>
</context>
<context>
    <name>DiagramPainter</name>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>annotation</source>
        <translation>注解向量</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源句</translation>
    </message>
    <message numerus="yes">
        <source>← %n more: %1</source>
        <translation>
            <numerusform>← 还有 %n 个：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more: %1 →</source>
        <translation>
            <numerusform>还有 %n 个：%1 →</numerusform>
        </translation>
    </message>
    <message>
        <source>state %1</source>
        <translation>状态 %1</translation>
    </message>
    <message>
        <source>after “%1”</source>
        <translation>在“%1”之后</translation>
    </message>
    <message>
        <source>fixed vector %1</source>
        <translation>固定向量 %1</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>上下文向量 %1</translation>
    </message>
    <message>
        <source>next match</source>
        <translation>下一次匹配</translation>
    </message>
    <message>
        <source>next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1 / %2 · %3</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>The step to come</source>
        <translation>即将进行的一步</translation>
    </message>
    <message>
        <source>no match: the same vector at every step</source>
        <translation>无匹配：每一步都是同一个向量</translation>
    </message>
</context>
<context>
    <name>DiagramText</name>
    <message>
        <source>match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>weighted sum</source>
        <translation>加权和</translation>
    </message>
    <message>
        <source>state update</source>
        <translation>状态更新</translation>
    </message>
    <message>
        <source>output</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>no match: one fixed vector for every step</source>
        <translation>无匹配：所有步骤共用一个固定向量</translation>
    </message>
    <message>
        <source>%1 = the fixed vector, the same at every step</source>
        <translation>%1 = 固定向量，每一步都相同</translation>
    </message>
    <message>
        <source>a%1 = %2, set by hand</source>
        <translation>a%1 = %2，手动设定</translation>
    </message>
</context>
<context>
    <name>HeatmapPainter</name>
    <message>
        <source>This model has no attention: every step sees the same fixed vector.</source>
        <translation>此模型没有注意力：每一步看到的都是同一个固定向量。</translation>
    </message>
    <message>
        <source>row max</source>
        <translation>行最大值</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Move the marked cell</source>
        <translation>移动标记的格子</translation>
    </message>
    <message>
        <source>First or last source word</source>
        <translation>第一个或最后一个源词</translation>
    </message>
    <message>
        <source>A page of target words up or down</source>
        <translation>目标词上翻或下翻一页</translation>
    </message>
    <message>
        <source>Zoom in, out, automatic</source>
        <translation>放大、缩小、自动</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Fovea %1&lt;/h2&gt;&lt;p&gt;A desktop laboratory for attention: watch where a translation model looks for every word.&lt;/p&gt;&lt;p&gt;Fovea is free software under the MIT licence. The bundled models state the terms of their data in the README of each bundle.&lt;/p&gt;&lt;p&gt;It stands on:&lt;/p&gt;</source>
        <translation>&lt;h2&gt;Fovea %1&lt;/h2&gt;&lt;p&gt;注意力的桌面实验室：观察翻译模型为每个词看向哪里。&lt;/p&gt;&lt;p&gt;Fovea 是采用 MIT 许可证的自由软件。随附模型所用数据的条款见各模型包的 README。&lt;/p&gt;&lt;p&gt;所用的库：&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The mechanism: Bahdanau, Cho and Bengio, &lt;i&gt;Neural Machine Translation by Jointly Learning to Align and Translate&lt;/i&gt;, 2015.&lt;/p&gt;</source>
        <translation>&lt;p&gt;机制出处：Bahdanau、Cho 与 Bengio，&lt;i&gt;Neural Machine Translation by Jointly Learning to Align and Translate&lt;/i&gt;，2015。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About Fovea</source>
        <translation>关于 Fovea</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>在图中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LinksPainter</name>
    <message>
        <source>This model has no attention: every step sees the same fixed vector.</source>
        <translation>此模型没有注意力：每一步看到的都是同一个固定向量。</translation>
    </message>
    <message>
        <source>No weight reaches the threshold: lower it to see links.</source>
        <translation>没有权重达到阈值：降低阈值即可看到连线。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Colour map</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>Colour &amp;scale</source>
        <translation>颜色标尺(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Decode</source>
        <translation>解码(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Bea&amp;m search</source>
        <translation>集束搜索(&amp;M)</translation>
    </message>
</context>
<context>
    <name>TreePainter</name>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>weights changed</source>
        <translation>权重已修改</translation>
    </message>
    <message>
        <source>source masked</source>
        <translation>源词已屏蔽</translation>
    </message>
    <message>
        <source>word chosen</source>
        <translation>词已选定</translation>
    </message>
</context>
<context>
    <name>fovea::app::Actions</name>
    <message>
        <source>%1 (%2)</source>
        <comment>tool tip, shortcut</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>fovea::app::Exporter</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>Weights (*.csv)</source>
        <translation>权重 (*.csv)</translation>
    </message>
    <message>
        <source>Trace (*.json)</source>
        <translation>轨迹 (*.json)</translation>
    </message>
    <message>
        <source>the name must end in .csv or .json</source>
        <translation>文件名必须以 .csv 或 .json 结尾</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>图片已复制到剪贴板</translation>
    </message>
    <message>
        <source>Nothing was written to %1: %2</source>
        <translation>没有写入 %1：%2</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>fovea::app::MainWindow</name>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>No models are installed. Use File &gt; Open bundle.</source>
        <translation>没有安装模型。请使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>There is no model in %1. Use File &gt; Open bundle.</source>
        <translation>%1 中没有模型。请使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>Open bundle</source>
        <translation>打开模型包</translation>
    </message>
    <message>
        <source>Open trace</source>
        <translation>打开轨迹</translation>
    </message>
    <message>
        <source>Traces (*.json *.jsonl)</source>
        <translation>轨迹 (*.json *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>No font for Chinese is installed, so Chinese words appear as boxes. Install the package fonts-noto-cjk and start Fovea again.</source>
        <translation>没有安装中文字体，中文会显示为方框。请安装软件包 fonts-noto-cjk，然后重新启动 Fovea。</translation>
    </message>
</context>
<context>
    <name>fovea::app::Menus</name>
    <message>
        <source>&amp;Greedy</source>
        <translation>贪心(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;%1 hypotheses</source>
        <translation>%1 个假设(&amp;%1)</translation>
    </message>
    <message>
        <source>Take the most probable word at every step</source>
        <translation>每一步取概率最大的词</translation>
    </message>
    <message>
        <source>Keep the %1 best hypotheses at every step</source>
        <translation>每一步保留最好的 %1 个假设</translation>
    </message>
    <message>
        <source>Draw the weights in the colours of %1</source>
        <translation>用 %1 配色绘制权重</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>Forget the recent files</source>
        <translation>忘记最近的文件</translation>
    </message>
</context>
<context>
    <name>fovea::app::PictureDialog</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG，像素图</translation>
    </message>
    <message>
        <source>SVG, for drawing programs</source>
        <translation>SVG，用于绘图程序</translation>
    </message>
    <message>
        <source>PDF, for papers</source>
        <translation>PDF，用于论文</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>倍率(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>背景(&amp;B)</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1 × %2 units, sharp at any size</source>
        <translation>%1 × %2 单位，任意大小都清晰</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>fovea::app::StatusLine</name>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
    <message>
        <source>%1 ms a step</source>
        <translation>每步 %1 毫秒</translation>
    </message>
</context>
<context>
    <name>fovea::app::TaskRunner</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错。</translation>
    </message>
</context>
<context>
    <name>fovea::app::TranslateController</name>
    <message>
        <source>This model cannot be opened. %1</source>
        <translation>无法打开此模型。%1</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>There is no trace in %1.</source>
        <translation>%1 中没有轨迹。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>This file cannot be opened. %1</source>
        <translation>无法打开此文件。%1</translation>
    </message>
    <message>
        <source>This trace comes from a file and cannot be changed. Press Enter in the sentence box to translate the sentence with the model.</source>
        <translation>这条轨迹来自文件，不能更改。在句子输入框中按回车键，可用模型翻译这个句子。</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>beam</source>
        <translation>集束</translation>
    </message>
    <message>
        <source>No model is open. Choose one above, or use File &gt; Open bundle.</source>
        <translation>没有打开的模型。请在上方选择，或使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>Stopped. This is the best so far.</source>
        <translation>已停止。这是目前最好的结果。</translation>
    </message>
    <message>
        <source>The model did not end this sentence: decoding stopped at the limit of %1 words.</source>
        <translation>模型没有结束这个句子：解码在 %1 个词的上限处停止。</translation>
    </message>
    <message>
        <source>Trace %1 of %2 in %3</source>
        <translation>第 %1 条轨迹，共 %2 条：%3</translation>
    </message>
    <message>
        <source>forced word</source>
        <translation>强制的词</translation>
    </message>
    <message>
        <source>forced text</source>
        <translation>强制的文本</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Decoding…</source>
        <translation>正在解码…</translation>
    </message>
</context>
<context>
    <name>fovea::app::TransportBar</name>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>%1 steps a second</source>
        <translation>每秒 %1 步</translation>
    </message>
</context>
<context>
    <name>fovea::ui::AttentionChart</name>
    <message>
        <source>“%1” (%2): weight %3</source>
        <translation>“%1”（%2）：权重 %3</translation>
    </message>
    <message>
        <source>“%1” (%2): energy %3</source>
        <translation>“%1”（%2）：能量 %3</translation>
    </message>
    <message>
        <source>Weights of this step</source>
        <translation>这一步的权重</translation>
    </message>
    <message>
        <source>Energies of this step</source>
        <translation>这一步的能量</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>fovea::ui::AttentionCharts</name>
    <message>
        <source>energy %1</source>
        <translation>能量 %1</translation>
    </message>
    <message>
        <source>This trace has weights but no energies.</source>
        <translation>这条轨迹只有权重，没有能量。</translation>
    </message>
    <message>
        <source>weight a = softmax(e)</source>
        <translation>权重 a = softmax(e)</translation>
    </message>
    <message>
        <source>How well each source word h matches the decoder state z, before the softmax (%1 match)</source>
        <translation>softmax 之前，每个源词 h 与解码器状态 z 的匹配程度（匹配函数：%1）</translation>
    </message>
    <message>
        <source>How much each source word counts in this step; the weights sum to 1</source>
        <translation>每个源词在这一步所占的比重；权重之和为 1</translation>
    </message>
    <message>
        <source>Source words shown in the charts</source>
        <translation>图表中显示的源词</translation>
    </message>
</context>
<context>
    <name>fovea::ui::BusyLine</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop and keep what is decoded so far</source>
        <translation>停止，并保留目前已解码的部分</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CandidateModel</name>
    <message>
        <source>%1, probability %2</source>
        <translation>%1，概率 %2</translation>
    </message>
    <message>
        <source>“%1” is the word of this step (probability %2).</source>
        <translation>“%1”就是这一步的词（概率 %2）。</translation>
    </message>
    <message>
        <source>Put “%1” here (probability %2); decoding goes on from there.</source>
        <translation>在这里改用“%1”（概率 %2），并由此继续解码。</translation>
    </message>
    <message>
        <source>“%1”, probability %2</source>
        <translation>“%1”，概率 %2</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CandidateView</name>
    <message>
        <source>Next words and their probabilities</source>
        <translation>下一个词的候选及其概率</translation>
    </message>
</context>
<context>
    <name>fovea::ui::DiagramView</name>
    <message>
        <source>Type a sentence and step: the diagram shows how each word is made.</source>
        <translation>输入句子并逐步解码：示意图显示每个词是如何产生的。</translation>
    </message>
    <message>
        <source>No sentence yet</source>
        <translation>还没有句子</translation>
    </message>
    <message numerus="yes">
        <source>%n source word(s), before the first step</source>
        <translation>
            <numerusform>%n 个源词，第一步之前</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1, “%2” with probability %3</source>
        <translation>第 %1 步，“%2”，概率 %3</translation>
    </message>
    <message>
        <source>source word %1: weight %2</source>
        <translation>源词 %1：权重 %2</translation>
    </message>
    <message>
        <source>looks most at %1: weight %2</source>
        <translation>最注意 %1：权重 %2</translation>
    </message>
    <message>
        <source>stage %1: %2</source>
        <translation>阶段 %1：%2</translation>
    </message>
    <message>
        <source>Diagram of a decoder step</source>
        <translation>解码器一步的示意图</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>not in this trace</source>
        <translation>这条轨迹中没有</translation>
    </message>
    <message>
        <source>previous word</source>
        <translation>前一个词</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>log probability</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>next best: %1</source>
        <translation>次优：%1</translation>
    </message>
</context>
<context>
    <name>fovea::ui::HeatmapView</name>
    <message>
        <source>Type a sentence and step: the matrix grows by a row a word.</source>
        <translation>输入句子并逐步解码：每生成一个词，矩阵就增加一行。</translation>
    </message>
    <message>
        <source>Attention matrix</source>
        <translation>注意力矩阵</translation>
    </message>
    <message>
        <source>No sentence yet</source>
        <translation>还没有句子</translation>
    </message>
    <message>
        <source>%1 looks at %2 with weight %3</source>
        <translation>%1 以权重 %3 注意 %2</translation>
    </message>
    <message>
        <source>%1 target words by %2 source words, at step %3, “%4”</source>
        <translation>%1 个目标词 × %2 个源词，位于第 %3 步，“%4”</translation>
    </message>
    <message>
        <source>%1 target words by %2 source words</source>
        <translation>%1 个目标词 × %2 个源词</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>fovea::ui::HypothesisTreeView</name>
    <message>
        <source>Start of the sentence</source>
        <translation>句子开头</translation>
    </message>
    <message>
        <source>Word %1, “%2”, probability %3</source>
        <translation>第 %1 个词，“%2”，概率 %3</translation>
    </message>
    <message>
        <source>the best finished one, score %1</source>
        <translation>最好的完整假设，得分 %1</translation>
    </message>
    <message>
        <source>finished, score %1</source>
        <translation>已结束，得分 %1</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Hypothesis tree</source>
        <translation>假设树</translation>
    </message>
    <message>
        <source>No hypotheses yet</source>
        <translation>还没有假设</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>log-probability from the start</source>
        <translation>从开头起的对数概率</translation>
    </message>
    <message>
        <source>normalized score</source>
        <translation>归一化得分</translation>
    </message>
    <message>
        <source>your change</source>
        <translation>您的更改</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>Type a sentence and step: every word and every branch is a node here.</source>
        <translation>输入句子并逐步解码：每个词和每个分支在这里都是一个节点。</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
</context>
<context>
    <name>fovea::ui::Inspector</name>
    <message>
        <source>Step %1 · “%2”</source>
        <translation>第 %1 步 · “%2”</translation>
    </message>
    <message>
        <source>You chose this word.</source>
        <translation>这个词是您选定的。</translation>
    </message>
    <message>
        <source>You changed these weights.</source>
        <translation>这些权重由您修改过。</translation>
    </message>
    <message>
        <source>This model has no attention (match: none). Every step sees the same fixed vector, a summary of the whole source, so there are no energies and no weights to show. Long sentences suffer most: compare with an attention model.</source>
        <translation>此模型没有注意力（匹配函数：none）。每一步看到的都是同一个固定向量，即整个源句的概括，因此没有能量和权重可显示。长句受影响最大：请与带注意力的模型比较。</translation>
    </message>
    <message>
        <source>This step has no weights.</source>
        <translation>这一步没有权重。</translation>
    </message>
    <message>
        <source>state z%1 (%2)</source>
        <translation>状态 z%1（%2 维）</translation>
    </message>
    <message>
        <source>context c%1 (%2)</source>
        <translation>上下文向量 c%1（%2 维）</translation>
    </message>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
    <message>
        <source>p %1</source>
        <translation>p %1</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>熵 %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Natural logarithm and probability of the word; entropy of the weights in nats (0: one source word, at most %1: all alike); computing time of a step</source>
        <translation>该词概率的自然对数与概率；权重的熵，单位奈特（0：集中于一个源词，最大 %1：完全均匀）；一步的计算时间</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Nothing is decoded yet. The numbers of each step appear here: energies, weights, the most probable next words, state and context.</source>
        <translation>还没有解码。每一步的数值会显示在这里：能量、权重、最可能的下一个词、状态与上下文向量。</translation>
    </message>
    <message>
        <source>next word (click to force)</source>
        <translation>下一个词（点击以强制）</translation>
    </message>
    <message>
        <source>next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>One cell per value: blue below zero, orange above</source>
        <translation>每格一个数值：蓝色为负，橙色为正</translation>
    </message>
</context>
<context>
    <name>fovea::ui::LinksView</name>
    <message>
        <source>Attention links</source>
        <translation>注意力连线</translation>
    </message>
    <message>
        <source>No sentence yet</source>
        <translation>还没有句子</translation>
    </message>
    <message>
        <source>Source word %1, “%2”</source>
        <translation>源词 %1，“%2”</translation>
    </message>
    <message>
        <source>Step %1, “%2”, looks most at “%3” with weight %4</source>
        <translation>第 %1 步，“%2”，最注意“%3”，权重 %4</translation>
    </message>
    <message>
        <source>%1 target words linked to %2 source words</source>
        <translation>%1 个目标词与 %2 个源词相连</translation>
    </message>
    <message>
        <source>Type a sentence and step: every word is linked to what it looked at.</source>
        <translation>输入句子并逐步解码：每个词与它所注意的源词相连。</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>fovea::ui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ModelChooser</name>
    <message>
        <source>Open bundle…</source>
        <translation>打开模型包…</translation>
    </message>
    <message>
        <source>The model that translates</source>
        <translation>用于翻译的模型</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>fovea::ui::SentenceBar</name>
    <message>
        <source>Example sentences</source>
        <translation>例句</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>beam </source>
        <translation>集束 </translation>
    </message>
    <message>
        <source>Beam width</source>
        <translation>集束宽度</translation>
    </message>
    <message>
        <source>Greedy takes the most probable word at each step; a beam keeps several hypotheses.</source>
        <translation>贪心：每一步取概率最大的词；集束搜索：同时保留多个假设。</translation>
    </message>
    <message>
        <source>length </source>
        <translation>长度 </translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Length penalty of the beam: 0 favours short outputs, larger values longer ones.</source>
        <translation>集束搜索的长度惩罚：0 偏向短译文，数值越大越偏向长译文。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::SentenceEdit</name>
    <message>
        <source>Type a sentence and press Enter</source>
        <translation>输入句子，按回车键</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>The sentence to translate. Enter decodes it, Shift+Enter starts a new line.</source>
        <translation>要翻译的句子。回车键开始解码，Shift+回车换行。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::TokenChip</name>
    <message>
        <source>Step %1: “%2”, probability %3</source>
        <translation>第 %1 步：“%2”，概率 %3</translation>
    </message>
    <message>
        <source>You chose this word.</source>
        <translation>这个词是您选定的。</translation>
    </message>
    <message>
        <source>You changed the weights of this step.</source>
        <translation>您修改过这一步的权重。</translation>
    </message>
    <message>
        <source>Double-click or press F2 to type another word here.</source>
        <translation>双击或按 F2，在这里输入另一个词。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::TokenStrip</name>
    <message>
        <source>Words so far</source>
        <translation>目前的词</translation>
    </message>
    <message>
        <source>type to force…</source>
        <translation>输入以强制…</translation>
    </message>
    <message>
        <source>Words to put after the last one</source>
        <translation>接在最后一个词之后的词</translation>
    </message>
    <message>
        <source>Type what comes after the last word and press Enter; decoding goes on from there.</source>
        <translation>输入最后一个词之后的内容并按回车键，解码由此继续。</translation>
    </message>
    <message>
        <source>Another word for this step</source>
        <translation>这一步改用的词</translation>
    </message>
</context>
<context>
    <name>fovea::ui::TranslatePage</name>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Source words across, target words down, weights as colours</source>
        <translation>横向为源词，纵向为目标词，颜色表示权重</translation>
    </message>
    <message>
        <source>output</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Type a sentence and press Enter.
The attention of each step appears here, row by row.</source>
        <translation>输入句子，按回车键。
每一步的注意力会在这里逐行显示。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::VectorStrip</name>
    <message numerus="yes">
        <source>%1: %n value(s)</source>
        <translation>
            <numerusform>%1：%n 个数值</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fovea::ui::ViewBar</name>
    <message>
        <source>Colour map</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Colour map of the picture</source>
        <translation>图片的配色</translation>
    </message>
    <message>
        <source>to maximum</source>
        <translation>到最大值</translation>
    </message>
    <message>
        <source>One scale from 0 to the largest weight</source>
        <translation>统一标尺，从 0 到最大权重</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>One scale from 0 to 1, the same for every sentence</source>
        <translation>统一标尺，从 0 到 1，所有句子相同</translation>
    </message>
    <message>
        <source>per row</source>
        <translation>逐行</translation>
    </message>
    <message>
        <source>Each row from 0 to its own largest weight</source>
        <translation>每一行从 0 到该行的最大权重</translation>
    </message>
    <message>
        <source>Colour scale</source>
        <translation>颜色标尺</translation>
    </message>
    <message>
        <source>What the ends of the colour scale stand for</source>
        <translation>颜色标尺两端的含义</translation>
    </message>
    <message>
        <source>Values in the cells, where they fit</source>
        <translation>放得下时在格中显示数值</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit the whole picture</source>
        <translation>显示整幅图</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
</context>
</TS>
